/** Messages are not stored: one that is looked at later is drawn from what is known then. */
export const DrawnAnew = ({ since }: { since: string }) => (
  <p class="quiet">
    Shown as it would be written now: what has changed since {since}, or became known later, stands in it as it is
    today.
  </p>
)
