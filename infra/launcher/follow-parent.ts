/**
 * Loaded before a child's own code (`node --import`). A launcher that is killed outright cannot stop its children,
 * but the channel between them closes: then the child asks itself to stop, and leaves at once if that takes too long.
 */
const LEAVE_WITHIN_MS = 10_000

function leave(): void {
  setTimeout(() => process.exit(1), LEAVE_WITHIN_MS).unref()
  // Handed to its own listeners: sent as a signal it would end the process outright on Windows.
  if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(1)
}

process.once('disconnect', leave)
// The parent may have left before we came to listen.
if (process.channel && !process.connected) leave()
// Listening must not keep a child alive that has nothing else to do.
process.channel?.unref()
