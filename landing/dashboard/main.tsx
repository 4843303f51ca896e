import '@plantao/shared/tokens.css'
import './ui/base.css'
import './ui/ui.css'
import './ui/pages.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { startPreferences } from './preferences.ts'
import { startSession } from './session/session.store.ts'

const root = document.getElementById('dashboard')
if (root) {
  startPreferences()
  void startSession()
  createRoot(root).render(<App />)
}
