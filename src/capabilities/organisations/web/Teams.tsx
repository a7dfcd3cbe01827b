import { Input } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useSay } from '../../../ui/language.tsx'
import { Empty, Failure, Loading } from '../../../ui/States.tsx'
import { useMay } from '../../../ui/session.tsx'
import { texts as words } from '../../../ui/texts.ts'
import { texts } from '../texts.ts'
import { Actions } from './Actions.tsx'
import { type TeamRow, useInitials, useTeams } from './queries.ts'
import { TeamDetails } from './TeamDetails.tsx'
import { CreateTeam } from './TeamForms.tsx'
import './organisations.css'

type VillageRow = { key: string; village: string; team: TeamRow }
const villagesOf = (teams: readonly TeamRow[]): VillageRow[] =>
  teams
    .filter((team) => team.state === 'active')
    .sort((a, b) => `${a.org_name} ${a.name}`.localeCompare(`${b.org_name} ${b.name}`, 'zh-CN'))
    .flatMap((team) => (team.village_names ?? '').split('、').map((village) => ({ key: `${team.id} ${village}`, village, team })))
    .filter(({ village }) => village)

/** Which doctor serves which village; a team beside the table. */
export default function Teams() {
  const say = useSay()
  const may = useMay()
  const { data, error, refetch } = useTeams()
  const [params, setParams] = useSearchParams()
  const [typed, type] = useState('')
  const sought = useDeferredValue(typed.trim().toLowerCase())
  const initials = useInitials(/[a-z]/.test(sought))
  const id = params.get('id')
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const has = (text: string | undefined) => text !== undefined && (text.includes(sought) || initials(text).includes(sought))
  const shown = villagesOf(data).filter(({ village, team }) => !sought || [village, team.leader_name, team.name].some(has))
  return (
    <>
      <h1>{say(texts.teams)}</h1>
      {may('team.create') && (
        <Actions
          acts={[
            { verb: 'create', text: texts.create, form: (leave) => <CreateTeam leave={leave} done={(one) => setParams({ id: one })} /> },
          ]}
        />
      )}
      <Input
        type="search"
        className="org-search"
        value={typed}
        placeholder={say(texts.searchVillage)}
        aria-label={say(texts.searchVillage)}
        onChange={({ target }) => type(target.value)}
      />
      <div className={id ? 'org-pair' : 'org-single'}>
        {shown.length === 0 ? (
          <Empty title={sought ? words.foundNone : words.emptyList} />
        ) : (
          <VillageTable rows={shown} open={(one) => setParams({ id: one })} />
        )}
        {id && <TeamDetails key={id} id={id} leave={() => setParams({})} />}
      </div>
    </>
  )
}

function VillageTable({ rows, open }: { rows: readonly VillageRow[]; open: (team: string) => void }) {
  const say = useSay()
  return (
    <div className="cw-table-box">
      <table className="cw-table">
        <thead>
          <tr>
            {[texts.villageName, texts.doctor, texts.team, texts.organization].map((text) => (
              <th key={text[1]} scope="col">
                {say(text)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, village, team }) => (
            <tr key={key}>
              <th scope="row">{village}</th>
              <td>{team.leader_name}</td>
              <td>
                <button type="button" className="cw-plain" onClick={() => open(team.id)}>
                  {team.name}
                </button>
              </td>
              <td>{team.org_name}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
