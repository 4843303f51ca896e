/**
 * Loaded before a child's own code (`node --import`). A launcher that is killed outright cannot stop its children,
 * but the channel between them closes: then the child asks itself to stop, and leaves at once if that takes too long.
 */
const LEAVE_WITHIN_MS = 10_000

process.once('disconnect', () => {
  setTimeout(() => process.exit(1), LEAVE_WITHIN_MS).unref()
  process.kill(process.pid, 'SIGTERM')
})
// Listening must not keep a child alive that has nothing else to do.
process.channel?.unref()
