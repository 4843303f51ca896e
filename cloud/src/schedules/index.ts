export { startTimetable } from './timetable.ts'
