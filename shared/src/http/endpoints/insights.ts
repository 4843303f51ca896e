import { z } from 'zod'
import { Insights, InsightsQuery } from '../../insights.ts'
import { defineEndpoint } from '../endpoint.ts'
import { api } from './parts.ts'

export const insightsEndpoints = {
  insights: defineEndpoint({
    method: 'GET',
    path: `${api}/insights`,
    access: 'owner',
    summary: 'Results day by day in the tenant’s time zone',
    query: InsightsQuery,
    reply: Insights,
  }),
  exportInsights: defineEndpoint({
    method: 'GET',
    path: `${api}/insights/export`,
    access: 'owner',
    summary: 'The same days as CSV',
    query: InsightsQuery,
    reply: z.unknown(),
    binary: true,
    perMinute: 20,
  }),
} as const
