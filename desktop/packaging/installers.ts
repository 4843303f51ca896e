import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type AfterPackContext, Arch, type Configuration } from 'electron-builder'
import { flip } from './fuses.ts'

type Made = {
  /** Origin of the cloud these installers are for; it serves their updates too. */
  cloudUrl: string
  /** Version of Electron, as in `45.4.1`. */
  electronVersion: string
  /** Folder of an Electron already there; without one electron-builder fetches it. */
  electronDist?: string
}

/** What electron-builder makes of `dist/app`: NSIS for Windows, dmg and zip for macOS, AppImage and deb for Linux. */
export function installersFor({ cloudUrl, electronVersion, electronDist }: Made): Configuration {
  return {
    appId: 'app.plantao.console',
    productName: 'Plantão',
    executableName: 'plantao',
    copyright: 'Plantão',
    electronVersion,
    ...(electronDist ? { electronDist } : {}),
    electronLanguages: ['en-US', 'pt-BR'],
    directories: { app: 'dist/app', output: 'dist/installers', buildResources: 'packaging' },
    // The library's binary is Node-API: the same file serves Node and every Electron, so nothing is compiled here.
    npmRebuild: false,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in
    files: ['**/*', '!**/prebuilds/*', '**/prebuilds/${platform}-${arch}.node'],
    // Left to itself it would unpack the library's scripts too, out of reach of the archive's own check.
    asar: { smartUnpack: false },
    // The system's loader opens it from the disk and cannot look into an archive.
    asarUnpack: ['**/*.node'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in
    artifactName: 'plantao-${version}-${os}-${arch}.${ext}',
    protocols: [{ name: 'Plantão', schemes: ['plantao'] }],
    publish: { provider: 'generic', url: `${cloudUrl}/updates` },
    // Machines on the beta channel take everyone's releases too.
    generateUpdatesFilesForAllChannels: true,
    win: { target: [{ target: 'nsis', arch: ['x64', 'arm64'] }], icon: 'packaging/icon.ico' },
    nsis: {
      oneClick: true,
      perMachine: false,
      deleteAppDataOnUninstall: false,
      installerLanguages: ['pt_BR', 'en_US'],
    },
    mac: {
      target: ['dmg', 'zip'].map((target) => ({ target, arch: ['x64', 'arm64'] })) as NonNullable<
        Configuration['mac']
      >['target'],
      icon: 'packaging/icon.icns',
      category: 'public.app-category.business',
      hardenedRuntime: true,
      entitlements: 'packaging/entitlements.mac.plist',
      entitlementsInherit: 'packaging/entitlements.mac.plist',
      extendInfo: { NSMicrophoneUsageDescription: 'Para gravar mensagens de voz aos clientes.' },
    },
    linux: {
      target: ['AppImage', 'deb'],
      icon: 'packaging/linux',
      category: 'Office',
      maintainer: 'Plantão',
      synopsis: 'Console de atendimento do Plantão',
    },
    // Left to itself an AppImage is started without a sandbox, which the console refuses.
    appImage: { executableArgs: [] },
    afterPack: seal,
  }
}

/** The last step before signing. */
async function seal({ appOutDir, electronPlatformName, arch, packager }: AfterPackContext): Promise<void> {
  const { productFilename } = packager.appInfo
  const program =
    electronPlatformName === 'darwin'
      ? join(appOutDir, `${productFilename}.app`)
      : join(appOutDir, electronPlatformName === 'win32' ? 'plantao.exe' : 'plantao')
  await flip(program, electronPlatformName, Arch[arch])
  // A folder that an Electron brought along would stand before our archive.
  if (electronPlatformName !== 'darwin')
    await rm(join(appOutDir, 'resources/app'), { recursive: true, force: true })
}

/** Where electron-builder works: paths in the configuration start here. */
export const PROJECT = join(import.meta.dirname, '..')
