import { bridge, type DesktopState } from '../bridge.ts'
import { useText } from '../text/use-text.ts'
import './settings.css'

/** Where the update stands, in a sentence, with what can be done about it. */
export function UpdateLine({ update }: { update: DesktopState['update'] }) {
  const { settings, locale } = useText()
  const text = settings.update
  const { desktop } = bridge().shell
  const share = update.phase === 'downloading' ? update.share : 0
  const percent = share.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 0 })
  return (
    <div className="update">
      <p role="status">
        {update.phase === 'ready'
          ? text.ready(update.version)
          : update.phase === 'downloading'
            ? text.downloading(percent)
            : text[update.phase]}
      </p>
      {update.phase === 'downloading' && <progress value={share} aria-label={text.progress} />}
      {(update.phase === 'none' || update.phase === 'failed') && (
        <button type="button" className="button" onClick={() => void desktop?.checkForUpdate()}>
          {text.check}
        </button>
      )}
      {update.phase === 'ready' && (
        <button type="button" className="button button-main" onClick={() => void desktop?.installUpdate()}>
          {text.install}
        </button>
      )}
    </div>
  )
}
