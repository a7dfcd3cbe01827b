import { Link } from 'react-router'
import { day } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { roleTexts } from '../roles.ts'
import { texts } from '../texts.ts'
import type { PostRow } from './queries.ts'

/** Who works where, in what role, from when until when. */
export function PostTable({ posts }: { posts: readonly PostRow[] }) {
  const say = useSay()
  const heads = [texts.personName, texts.role, texts.organization, texts.department, texts.from, texts.to]
  return (
    <div className="cw-table-box">
      <table className="cw-table">
        <thead>
          <tr>
            {heads.map((text) => (
              <th key={text[1]} scope="col">
                {say(text)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {posts.map((post) => (
            <tr key={post.id} className={post.state === 'active' ? '' : 'cw-muted'}>
              <th scope="row">
                <Link to={`/practitioners?id=${encodeURIComponent(post.practitioner)}`}>{post.name}</Link>
              </th>
              <td>{roleTexts[post.role] ? say(roleTexts[post.role]!) : post.role}</td>
              <td>{post.org_name}</td>
              <td>{post.department_name}</td>
              <td>{day(post['at'] as string)}</td>
              <td>{day(post['until'] as string | null)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
