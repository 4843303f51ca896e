import { useConsole } from '../store.ts'
import { useText } from '../text/use-text.ts'

/** Whether I am online, in one word with a dot. */
export function LineSign() {
  const text = useText()
  const { phase, catchingUp } = useConsole((state) => state.connection)
  const words = phase === 'online' && catchingUp ? text.line.catchingUp : text.line[phase]
  return (
    <span className={`line-sign line-${phase}`}>
      <span className="line-dot" aria-hidden="true" />
      <span>{words}</span>
    </span>
  )
}
