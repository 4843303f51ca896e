import '@plantao/shared/tokens.css'
import './ui/base.css'
import './ui/controls.css'
import './ui/frame.css'
import './ui/page.css'
import './ui/sheet.css'
import './ui/meters.css'
import './ui/prose.css'
import './ui/choices.css'
import './ui/switch.css'
import './ui/facts.css'
import './session/door.css'
import './knowledge/knowledge.css'
import './knowledge/answers.css'
import './knowledge/rehearsal.css'
import './whatsapp/whatsapp.css'
import './bot/bot.css'
import './team/team.css'
import './subscription/subscription.css'
import './results/results.css'
import './start/start.css'
import './tutorials/tutorials.css'
import './support/support.css'
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
