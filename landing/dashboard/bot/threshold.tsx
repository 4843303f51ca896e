import { useText } from '../text/use-text.ts'
import { percentText } from '../ui/format.ts'
import { Panel } from '../ui/page.tsx'
import { edit } from './bot.store.ts'
import { ThresholdPreview } from './threshold-preview.tsx'

/** How sure the bot must be before it answers. */
export function Threshold({ threshold }: { threshold: number }) {
  const text = useText()
  return (
    <Panel id="bot-threshold" title={text.bot.threshold} lead={text.bot.thresholdLead}>
      <div className="slider">
        <label htmlFor="threshold" className="unseen">
          {text.bot.threshold}
        </label>
        <input
          id="threshold"
          type="range"
          min={0.05}
          max={0.95}
          step={0.05}
          aria-valuetext={percentText(threshold, text.locale)}
          value={threshold}
          onChange={(event) => edit({ threshold: Number(event.target.value) })}
        />
        <output htmlFor="threshold">{percentText(threshold, text.locale)}</output>
      </div>
      <p className="slider-ends muted small">
        <span>{text.bot.answersMore}</span>
        <span>{text.bot.callsMore}</span>
      </p>
      <ThresholdPreview threshold={threshold} />
    </Panel>
  )
}
