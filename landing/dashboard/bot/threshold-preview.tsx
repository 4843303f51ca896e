import type { ThresholdPoint } from '@plantao/shared/quality'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { endpointQuery } from '../queries.ts'
import { useText } from '../text/use-text.ts'
import { percentText } from '../ui/format.ts'
import { Bones, Show } from '../ui/loaded.tsx'
import { edit } from './bot.store.ts'

/** Fewer turns than this say nothing about a threshold; the page tells that instead. */
const ENOUGH_TURNS = 20

/** What the threshold under the slider would have meant for the company's own last 30 days. */
export function ThresholdPreview({ threshold }: { threshold: number }) {
  const text = useText()
  // The whole curve comes at once, so that moving the slider asks nothing.
  const [asked] = useState(threshold)
  const preview = useQuery(endpointQuery('thresholdPreview', { query: { threshold: asked } }))
  return (
    <Show of={preview} bones={<Bones lines={2} />}>
      {({ curve, turns, known, suggested }) => {
        const point = nearest(curve, threshold)
        if (!point || turns < ENOUGH_TURNS) return <p className="muted">{text.bot.fewTurns(turns)}</p>
        return (
          <div className="tag-line" role="status">
            <p>
              {text.bot.wouldAnswer(percentText(point.answered.share, text.locale), turns)}{' '}
              {known > 0 && text.bot.wouldBeWrong(percentText(point.wrong.high, text.locale), known)}
            </p>
            {suggested !== undefined && suggested !== point.threshold && (
              <button type="button" className="button" onClick={() => edit({ threshold: suggested })}>
                {text.bot.suggest(percentText(suggested, text.locale))}
              </button>
            )}
          </div>
        )
      }}
    </Show>
  )
}

function nearest(curve: ThresholdPoint[], threshold: number): ThresholdPoint | undefined {
  return [...curve].sort((a, b) => Math.abs(a.threshold - threshold) - Math.abs(b.threshold - threshold))[0]
}
