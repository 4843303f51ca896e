export { learningRoutes } from './learning.route.ts'
export { forgetLearningTask, learnTask } from './learning.task.ts'
export { createProposals } from './proposals.ts'
