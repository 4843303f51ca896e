import type { Logger } from '../platform/logging.ts'
import type { Metrics } from '../platform/metrics.ts'
import { counted } from './counted.ts'
import { type Completion, type CompletionRequest, type Models, ModelUnavailable } from './models.port.ts'

type Call = keyof Models

/**
 * The same models, seen by Prometheus: calls by how they ended, how long they took, tokens and cost. A call that its
 * caller gave up counts as `given_up`; one that failed is told in the log too, under the trace of its message. Cost
 * follows our price list (`prices.ts`), not the vendor's bill, and holds guesses for what failed.
 */
export function measured(models: Models, metrics: Metrics, log: Pick<Logger, 'warn'>): Models {
  const calls = metrics.counter('model_calls_total', 'Calls of models by how they ended', ['call', 'outcome'])
  const seconds = metrics.histogram('model_seconds', 'Time of one call of a model, retries included', [
    'call',
  ])
  const tokens = metrics.counter('model_tokens_total', 'Tokens that models read and wrote', [
    'call',
    'direction',
  ])
  const cost = metrics.counter('model_cost_usd_total', 'What models cost, in dollars, by our price list', [
    'call',
  ])

  async function watch<T>(call: Call, work: () => Promise<T>): Promise<T> {
    const done = seconds.startTimer({ call })
    try {
      const answer = await work()
      calls.inc({ call, outcome: 'ok' })
      return answer
    } catch (error) {
      const failed = error instanceof ModelUnavailable
      calls.inc({ call, outcome: failed ? error.kind : 'given_up' })
      if (failed) log.warn({ call, outcome: error.kind, status: error.status }, 'model failed')
      throw error
    } finally {
      done()
    }
  }
  const by = (call: Call) => counted(models, (usdMicro) => cost.inc({ call }, usdMicro / 1e6))
  const asked = {
    embed: by('embed'),
    complete: by('complete'),
    transcribe: by('transcribe'),
    look: by('look'),
  }
  function used(call: Call, read: number, wrote: number): void {
    if (read > 0) tokens.inc({ call, direction: 'read' }, read)
    if (wrote > 0) tokens.inc({ call, direction: 'written' }, wrote)
  }

  return {
    async embed(texts, budget) {
      const made = await watch('embed', () => asked.embed.embed(texts, budget))
      used('embed', made.tokens, 0)
      return made
    },
    async complete<T>(request: CompletionRequest<T>): Promise<Completion<T>> {
      const written = await watch('complete', () => asked.complete.complete(request))
      used('complete', written.tokens.input, written.tokens.output)
      return written
    },
    transcribe: (recording) => watch('transcribe', () => asked.transcribe.transcribe(recording)),
    look: (picture) => watch('look', () => asked.look.look(picture)),
  }
}
