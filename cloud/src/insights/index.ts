export { countDaysTask } from './count-days.task.ts'
export { insightRoutes } from './insights.route.ts'
