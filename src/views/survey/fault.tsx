export type ShownFault = { field: string; message: string }

/** What is wrong with a field, beside it. */
export function FaultLine({ field, faults }: { field: string; faults: readonly ShownFault[] }) {
  const fault = faults.find((each) => each.field === field)
  if (!fault) return null
  return (
    <p class="fault" id={`${field}-fault`}>
      {fault.message}
    </p>
  )
}

/** Refers a field to what is wrong with it, for screen readers. */
export const describedBy = (field: string, faults: readonly ShownFault[]): { 'aria-describedby'?: string } =>
  faults.some((each) => each.field === field) ? { 'aria-describedby': `${field}-fault` } : {}

/** Everything that is wrong, on top of the page; each line leads to its field, where the page asks it. */
export function FaultSummary({ faults, names }: { faults: readonly ShownFault[]; names: Record<string, string> }) {
  if (faults.length === 0) return null
  return (
    <div class="summary" role="alert" tabindex={-1} autofocus>
      <h2>{faults.length === 1 ? 'One answer needs another look' : `${faults.length} answers need another look`}</h2>
      <p>Nothing has been sent from this page yet, and everything you typed is still here.</p>
      <ul>
        {faults.map(({ field, message }) => (
          <li>
            {names[field] === undefined ? (
              `${field} — ${message}`
            ) : (
              <a href={`#${field}`}>
                {names[field]} — {message}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
