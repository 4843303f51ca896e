import './style/base.css'
import './style/frame.css'
import './style/home.css'
import './style/bands.css'
import './style/forms.css'
import { wakeFirstMail } from './wake-first-mail.ts'
import { wakePhone } from './wake-phone.ts'
import { wakeProgress } from './wake-progress.ts'
import { wakeSubscribe } from './wake-subscribe.ts'

// Every page reads and works without this script; it only lets the phone answer and spares a page load.
const phone = document.querySelector<HTMLElement>('[data-phone]')
if (phone?.dataset.demo === 'on') wakePhone(phone)
const subscribe = document.querySelector<HTMLFormElement>('form[data-subscribe]')
if (subscribe) wakeSubscribe(subscribe)
const progress = document.querySelector<HTMLElement>('[data-progress]')
if (progress) void wakeProgress(progress)
const firstMail = document.querySelector<HTMLElement>('[data-first-mail]')
if (firstMail) wakeFirstMail(firstMail, progress)
