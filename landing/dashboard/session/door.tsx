import { Door as Frame } from '@plantao/ui/door'
import { type ReactNode, useEffect } from 'react'
import { usePreferences } from '../preferences.ts'
import { useText } from '../text/use-text.ts'

type Props = { title: string; lead?: string; children?: ReactNode }

/** The room before the dashboard: sign in, a new password, an invite. */
export function Door(props: Props) {
  const { title } = props
  const text = useText()
  useEffect(() => {
    document.title = `${title} · Plantão`
  }, [title])
  const other = text.short === 'en' ? 'pt-BR' : 'en'
  return (
    <Frame
      {...props}
      home="/"
      foot={
        <button
          type="button"
          className="link"
          lang={other}
          onClick={() => usePreferences.setState({ language: other })}
        >
          {text.door.otherLanguage}
        </button>
      }
    />
  )
}
