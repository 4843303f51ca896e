export { keepingPromises, watchPromises } from './keep-promises.ts'
export { type PromiseState, readPromises } from './promises.ts'
export { startTimetable } from './timetable.ts'
