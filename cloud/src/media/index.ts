/** The media room's front door: files that come and go with messages. */
export { fetchMediaTask } from './fetch.task.ts'
export { fileToSend } from './file-to-send.ts'
export { clearFilesOf, mediaGarbageTask } from './garbage.task.ts'
export { mediaRoutes } from './media.route.ts'
export type { MediaStore } from './media-store.port.ts'
