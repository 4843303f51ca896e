import { Door as Frame } from '@plantao/ui/door'
import type { ReactNode } from 'react'
import { openSettings } from '../settings/open.ts'
import { prefer } from '../settings/preferences.ts'
import { useText } from '../text/use-text.ts'
import '@plantao/ui/style/door.css'
import './session.css'

/** The frame of every screen before the desk, with the ways to the settings and to the other language. */
export function Door(props: { title: string; lead?: string; children?: ReactNode }) {
  const text = useText()
  const other = text.locale === 'en' ? 'pt-BR' : 'en'
  return (
    <Frame
      {...props}
      foot={
        <>
          <button type="button" className="link muted" onClick={() => openSettings()}>
            {text.settings.title}
          </button>
          <button
            type="button"
            className="link muted"
            lang={other}
            onClick={() => prefer({ language: other })}
          >
            {text.palette.language}
          </button>
        </>
      }
    />
  )
}
