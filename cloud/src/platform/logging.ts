import { type DestinationStream, type Logger, pino } from 'pino'
import { currentTrace } from './http/trace.ts'
import { redact, redactText } from './redact.ts'

export type { DestinationStream as LogDestination, Logger } from 'pino'

/**
 * The process's log: one JSON object a line on standard output, the trace id on every line of a request or job, no
 * telephone number, message text or secret in any of them.
 * @param destination where lines go; standard output unless a test reads them
 */
export function createLogger(
  options: { level?: string; name?: string } = {},
  destination?: DestinationStream,
): Logger {
  return pino(
    {
      level: options.level ?? 'info',
      base: options.name ? { service: options.name } : null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redact(fields) as Record<string, unknown>,
      },
      // Errors are written by `redact`; pino's own would print every field a driver hangs on them.
      serializers: { err: (value: unknown) => value, req: () => undefined, res: () => undefined },
      mixin: (fields) => {
        const traceId = currentTrace()
        return traceId && !('traceId' in fields) ? { traceId } : {}
      },
      hooks: {
        logMethod(args, method) {
          const told = args.map((arg) => (typeof arg === 'string' ? redactText(arg) : arg))
          method.apply(this, told as Parameters<typeof method>)
        },
      },
    },
    destination ?? pino.destination({ fd: 1, sync: false }),
  )
}
