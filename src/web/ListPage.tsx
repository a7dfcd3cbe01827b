export default function ListPage() {
  return null
}
