export { startTimetable, TIMETABLE, type Tick, takeSlot } from './timetable.ts'
