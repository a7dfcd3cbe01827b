import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Folders whose files take long, whatever their size: vitest knows only how long a file took here before. */
const long = /\/test\/(integration|examples)\/|\/src\/cli\//

/** Long files first, so that the workers end together on a fresh machine too. Else vitest's own order: projects one after the other, in them what took longest. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const projects = [...new Set(sorted.map(({ project }) => project))]
    const rank = ({ project, moduleId }: TestSpecification) => projects.indexOf(project) * 2 + (long.test(moduleId) ? 0 : 1)
    return sorted.sort((a, b) => rank(a) - rank(b))
  }
}
