/** The bot-settings room's front door. */
export { readBotSettings } from './bot-settings.repo.ts'
export { botSettingsRoutes } from './bot-settings.route.ts'
export { backWhen, isOpen, nextOpening } from './business-hours.ts'
