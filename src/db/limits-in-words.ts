import {
  type LimitNode,
  type OffsetNode,
  PostgresDialect,
  PostgresQueryCompiler,
  type QueryCompiler,
  ValueNode,
} from 'kysely'

const numberIn = (node: LimitNode['limit']): number | undefined =>
  ValueNode.is(node) && Number.isSafeInteger(node.value) ? (node.value as number) : undefined

/**
 * Writes how many rows are wanted into the statement. Where that is a parameter the planner takes a tenth of all rows for it, never
 * believes in a plan for any value, and plans anew each time, which takes longer than most pages of a list.
 */
class LimitsInWords extends PostgresQueryCompiler {
  protected override visitLimit(node: LimitNode): void {
    const limit = numberIn(node.limit)
    if (limit === undefined) super.visitLimit(node)
    else this.append(`limit ${limit}`)
  }

  /** A first page is asked for more often than all others; these may share a statement. */
  protected override visitOffset(node: OffsetNode): void {
    if (numberIn(node.offset) === 0) this.append('offset 0')
    else super.visitOffset(node)
  }
}

export class DialectWithLimits extends PostgresDialect {
  override createQueryCompiler(): QueryCompiler {
    return new LimitsInWords()
  }
}
