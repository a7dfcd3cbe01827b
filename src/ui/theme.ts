import type { ThemeConfig } from 'antd'

/**
 * The one visual system. Every pair of text and ground that is used together has a contrast of at least 4.5 : 1 (WCAG 2.2 AA; checked in theme.test.ts):
 * antd's own defaults miss that for hover, placeholder, description and error text.
 */
export const colours = {
  accent: '#0b6485',
  accentHover: '#0a7399',
  accentActive: '#084c66',
  accentSoft: '#e6f2f6',
  text: '#1c2730',
  muted: '#55626c',
  faint: '#626e77',
  line: '#d3dce2',
  ground: '#f3f6f8',
  surface: '#ffffff',
  good: '#1b6b35',
  goodSoft: '#e8f5ec',
  warn: '#8a5000',
  warnSoft: '#fff4e0',
  bad: '#b3261e',
  badSoft: '#fdecea',
} as const

/** Desk: 14 px for 1366×768. Large: 16 px for village doctors and residents. */
export type Size = 'desk' | 'large'
export const fontSizes: Readonly<Record<Size, number>> = { desk: 14, large: 16 }

/** System fonts only: nothing is downloaded, and Chinese is drawn by the face each system hints best. */
export const fontFamily =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif'

/** antd's tokens for a size; motion is off: old machines, and nothing here gains by moving. */
export const themeOf = (size: Size): ThemeConfig => ({
  hashed: false,
  token: {
    colorPrimary: colours.accent,
    colorPrimaryHover: colours.accentHover,
    colorPrimaryActive: colours.accentActive,
    colorInfo: colours.accent,
    colorLink: colours.accent,
    colorLinkHover: colours.accentHover,
    colorLinkActive: colours.accentActive,
    colorSuccess: colours.good,
    colorWarning: colours.warn,
    colorError: colours.bad,
    colorErrorText: colours.bad,
    colorErrorHover: '#c4382f',
    colorErrorBg: colours.badSoft,
    colorWarningBg: colours.warnSoft,
    colorSuccessBg: colours.goodSoft,
    colorInfoBg: colours.accentSoft,
    colorText: colours.text,
    colorTextSecondary: colours.muted,
    colorTextTertiary: colours.muted,
    colorTextQuaternary: colours.faint,
    colorTextPlaceholder: colours.faint,
    colorTextDescription: colours.muted,
    colorTextDisabled: colours.faint,
    colorBorder: '#838f99',
    colorBorderSecondary: colours.line,
    colorBgLayout: colours.ground,
    controlOutline: 'rgba(11, 100, 133, 0.28)',
    controlOutlineWidth: 3,
    fontFamily,
    fontSize: fontSizes[size],
    controlHeight: size === 'desk' ? 32 : 44,
    borderRadius: 4,
    lineWidthFocus: 3,
    motion: false,
  },
  components: {
    Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
    Modal: { titleFontSize: fontSizes[size] + 2 },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
  },
})

/** Gives kit.css the same values: `--cw-accent` and so on. Through the CSSOM, so that the content security policy needs no exception. */
export function paint(root: HTMLElement) {
  const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  for (const [name, value] of Object.entries(colours)) root.style.setProperty(`--cw-${dashed(name)}`, value)
  root.style.setProperty('--cw-font', fontFamily)
}
