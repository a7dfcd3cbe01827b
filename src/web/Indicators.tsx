export default function Indicators() {
  return null
}
