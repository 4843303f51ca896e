import { get } from './api.js'
import { one } from './dom.js'

const { cloudUrl } = await get('/phone/config')
one('#cloud').href = cloudUrl
