import { useText } from '../text/use-text.ts'
import { Bones } from '../ui/loaded.tsx'
import { Door } from './door.tsx'

export function Starting() {
  const text = useText()
  return (
    <Door title={text.door.starting}>
      <div role="status" aria-label={text.ui.loading}>
        <Bones lines={3} />
      </div>
    </Door>
  )
}

export function Unreachable({ onAgain }: { onAgain: () => void }) {
  const text = useText()
  return (
    <Door title={text.door.unreachable} lead={text.door.unreachableLead}>
      <button type="button" className="button button-main door-go" onClick={onAgain}>
        {text.ui.again}
      </button>
    </Door>
  )
}
