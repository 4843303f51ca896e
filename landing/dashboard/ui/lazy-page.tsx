import { Component, type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { useText } from '../text/use-text.ts'
import { Bones } from './loaded.tsx'

/**
 * A page whose script comes when the page is first drawn: its bones until then, and a way to try again when it cannot
 * come (no internet, or a newer version took the old files away).
 */
export function lazyPage<Name extends string, Props extends object>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
): ComponentType<Props> {
  // `lazy` wants to know the props of the component it does not have yet.
  const Page = lazy(async () => ({ default: (await load())[name] as ComponentType<object> }))
  return (props) => (
    <Caught>
      <Suspense fallback={<Coming />}>
        <Page {...props} />
      </Suspense>
    </Caught>
  )
}

function Coming() {
  return (
    <div className="page">
      <Bones lines={6} />
    </div>
  )
}

class Caught extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }
  static getDerivedStateFromError() {
    return { failed: true }
  }
  override render() {
    return this.state.failed ? <DidNotCome /> : this.props.children
  }
}

function DidNotCome() {
  const text = useText()
  return (
    <div className="note note-danger" role="alert">
      <p>{text.ui.pageFailed}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {text.ui.again}
      </button>
    </div>
  )
}
