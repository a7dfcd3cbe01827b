export default function Definitions() {
  return null
}
