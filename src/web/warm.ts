const flag = 'countywide.signed-in'

/** The workbench's code: fetched while the password is checked, and at once when this tab was signed in before. The sign-in page alone never fetches it. */
export const loadWorkbench = () => import('./Workbench.tsx')
export const warm = () => void loadWorkbench().catch(() => {})
export const warmIfKnown = () => sessionStorage.getItem(flag) && warm()
export const remember = (signedIn: boolean) => (signedIn ? sessionStorage.setItem(flag, '1') : sessionStorage.removeItem(flag))
