export default function Admissions() {
  return null
}
