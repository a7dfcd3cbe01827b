export default function Identities() { return null }
