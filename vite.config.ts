import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The browser door. Chromium 88 is the oldest engine served: many county desktops still run Windows 7-era shells on it. */
export default defineConfig(({ mode }) =>
  mode === 'test'
    ? {}
    : {
        root: 'src/web',
        publicDir: false,
        plugins: [react()],
        build: {
          target: 'chrome88',
          cssTarget: 'chrome88',
          outDir: '../../dist/web',
          emptyOutDir: true,
          manifest: true,
          reportCompressedSize: false,
          // Inlined assets would need data: in the content security policy; nothing here is small enough to matter.
          assetsInlineLimit: 0,
        },
        server: { proxy: { '/api': 'http://127.0.0.1:8080', '/fhir': 'http://127.0.0.1:8080' } },
      },
)
