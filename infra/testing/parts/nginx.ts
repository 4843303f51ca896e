import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '../../postgres/free-port.ts'
import { listening } from './listening.ts'

const TEMPLATE = new URL('../../nginx/plantao.conf.template', import.meta.url)

export type Ports = { http: number; https: number; inner: number }

export type RunningNginx = {
  /** The certificate it shows, for whoever wants to trust it. */
  certificate: string
  accessLog: () => Promise<string>
  /** What the server itself complained of, and what it was told to write of requests that failed. */
  errorLog: () => Promise<string>
  /** The log that the image writes for what has none of its own. */
  imageLog: () => Promise<string>
  /** Files of answers and requests that it put on the disk and still holds open. */
  temporaryFiles: () => Promise<string[]>
  stop: () => Promise<void>
}

/** Three free ports of the loopback for one nginx. */
export async function nginxPorts(): Promise<Ports> {
  return { http: await freePort(), https: await freePort(), inner: await freePort() }
}

type Changes = {
  /** Lines for `http`, around the product's configuration. */
  around?: string
  /** Makes another configuration of the product's own: for what must fail. */
  template?: (product: string) => string
}

/** The system's nginx with the product's own configuration, for `localhost`, in front of the given web processes. */
export async function startNginx(
  ports: Ports,
  webPorts: number[],
  { around = '', template = (product) => product }: Changes = {},
): Promise<RunningNginx> {
  const folder = await mkdtemp(join(tmpdir(), 'plantao-nginx-'))
  const certificate = join(folder, 'certificate.pem')
  const key = join(folder, 'key.pem')
  const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost']
  const names = ['-addext', 'subjectAltName=DNS:localhost']
  await promisify(execFile)('openssl', [...words, ...names, '-keyout', key, '-out', certificate])
  const filled = fill(template(await readFile(TEMPLATE, 'utf8')), {
    PLANTAO_DOMAIN: 'localhost',
    WEB_SERVERS: webPorts.map((port) => `server 127.0.0.1:${port} max_fails=1 fail_timeout=2s;`).join('\n  '),
    NGINX_HTTP_PORT: `127.0.0.1:${ports.http}`,
    NGINX_HTTP_PORT_IPV6: hasIpv6() ? `[::1]:${ports.http}` : `unix:${folder}/http`,
    NGINX_HTTPS_PORT: `127.0.0.1:${ports.https}`,
    NGINX_HTTPS_PORT_IPV6: hasIpv6() ? `[::1]:${ports.https}` : `unix:${folder}/https`,
    NGINX_INNER_PORT: `127.0.0.1:${ports.inner}`,
    NGINX_ACCESS_LOG: join(folder, 'access.log'),
    NGINX_ERROR_LOG: join(folder, 'error.log'),
    ACME_ROOT: folder,
    TLS_CERTIFICATE: certificate,
    TLS_KEY: key,
  })
  await writeFile(join(folder, 'plantao.conf'), filled)
  await writeFile(join(folder, 'nginx.conf'), mainConf(folder, around))
  const server = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' })
  const ended = once(server, 'exit')
  await Promise.race([
    listening(ports.https),
    ended.then(async () => {
      throw new Error(`nginx ended: ${await readFile(join(folder, 'error.log'), 'utf8').catch(() => '')}`)
    }),
  ])
  return {
    certificate: await readFile(certificate, 'utf8'),
    accessLog: () => readFile(join(folder, 'access.log'), 'utf8'),
    errorLog: () => readFile(join(folder, 'error.log'), 'utf8'),
    imageLog: () => readFile(join(folder, 'image.log'), 'utf8'),
    temporaryFiles: () => openBelow(server.pid!, folder),
    stop: async () => {
      server.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** As the official image does: `${NAME}` is replaced where it is known, nginx's own `$names` stay. */
function fill(template: string, values: Record<string, string>): string {
  const filled = template.replace(/\$\{(\w+)\}/g, (all, name: string) => values[name] ?? all)
  const left = /\$\{[A-Z_]+\}/.exec(filled)
  if (left) throw new Error(`the template asks for ${left[0]}`)
  return filled
}

/** Folders for what nginx puts on the disk. */
const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']

/** Whether this machine has an IPv6 loopback. */
export function hasIpv6(): boolean {
  return Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'))
}

/** The files that a server's workers hold open in those folders. */
async function openBelow(master: number, folder: string): Promise<string[]> {
  const workers = (await readFile(`/proc/${master}/task/${master}/children`, 'utf8')).trim().split(' ')
  const open = workers.map(async (worker) => {
    const numbers = await readdir(`/proc/${worker}/fd`)
    return Promise.all(numbers.map((number) => readlink(`/proc/${worker}/fd/${number}`).catch(() => '')))
  })
  const files = (await Promise.all(open)).flat()
  return files.filter((file) => TEMPORARY.some((name) => file.startsWith(join(folder, name))))
}

/** What the image brings around it; it has a log of its own, which must stay unused. */
function mainConf(folder: string, around: string): string {
  const temporary = TEMPORARY.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')
  return `daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
pid ${folder}/nginx.pid;
error_log ${folder}/error.log warn;
worker_processes 2;
events { worker_connections 1024; }
http {
  default_type application/octet-stream;
  ${temporary}
  access_log ${folder}/image.log combined;
  ${around}
  include ${folder}/plantao.conf;
}
`
}
