import type { ComponentType } from 'react'
import type { RouteObject } from 'react-router'
import type { Capability, Page } from '../kernel/grammar/capability.ts'
import { Loading } from '../ui/States.tsx'
import { Guarded } from './Guarded.tsx'
import { Home } from './Home.tsx'
import { NotFound } from './NotFound.tsx'
import { PageError } from './PageError.tsx'
import { pathOf } from './path.ts'
import { Shell } from './Shell.tsx'

/** A page of a capability as a route: its code is fetched when it is first opened; its verb is checked before it is shown. */
const routeOf = (page: Page): RouteObject => ({
  element: <Guarded verb={page.verb} />,
  children: [{ path: pathOf(page), lazy: async () => ({ Component: (await page.page()).default as ComponentType }) }],
})

/** The routes of the workbench, derived from the capabilities; a page that fails leaves the menu and the top bar standing. */
export function routesOf(capabilities: readonly Capability[]): RouteObject[] {
  return [
    {
      path: '/',
      Component: Shell,
      HydrateFallback: Loading,
      ErrorBoundary: PageError,
      children: [
        {
          ErrorBoundary: PageError,
          children: [
            { index: true, Component: Home },
            { path: 'numbers/:code?', lazy: async () => ({ Component: (await import('./Indicators.tsx')).default }) },
            { path: 'lists/:list', lazy: async () => ({ Component: (await import('./ListPage.tsx')).default }) },
            ...capabilities.flatMap(({ pages }) => pages.map(routeOf)),
            { path: '*', Component: NotFound },
          ],
        },
      ],
    },
  ]
}
