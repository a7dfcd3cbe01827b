/** Things only one case may hold at a time, as claims of one slot (architecture §4): the record refuses the second. */
export const idCardClaim = (idCard: string) => `practitioner.id-card:${idCard}`
export const villageClaim = (village: string) => `team.village:${village}`
