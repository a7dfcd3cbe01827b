/** `grants.0.role` as antd names fields: `['grants', 0, 'role']`. */
export const fieldName = (path: string) => path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
