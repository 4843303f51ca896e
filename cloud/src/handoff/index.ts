export { openHandoff } from './open.ts'
