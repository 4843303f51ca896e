import { get } from './api.js'

const { cloudUrl } = await get('/phone/config')
document.querySelector('#cloud').href = cloudUrl
