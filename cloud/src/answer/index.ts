export { answerRoutes } from './answer.route.ts'
export { composeTask } from './compose.task.ts'
export { createDecider } from './decider.ts'
export { demoRoutes } from './demo.route.ts'
