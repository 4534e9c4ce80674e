import { Button, type Fault, FaultSummary } from '../field.tsx'
import { type Frame, Layout } from '../layout.tsx'
import { paths } from '../paths.ts'

/** A logo as it is shown; its size in CSS pixels. */
export type ShownLogo = { path: string; width: number; height: number }

type LogoProps = { frame: Frame; logo: ShownLogo | null; faults: readonly Fault[] }

function PictureField({ label, fault }: { label: string; fault: Fault | undefined }) {
  return (
    <div class={fault ? 'field field-wrong' : 'field'}>
      <label for="logo">{label}</label>
      <p class="hint" id="logo-hint">
        PNG or JPEG, up to 200 kB. It is shown at most 200 × 40 pixels large; twice as many keep it sharp.
      </p>
      {fault && (
        <p class="fault" id="logo-fault">
          {fault.message}
        </p>
      )}
      <input
        type="file"
        id="logo"
        name="logo"
        accept="image/png,image/jpeg"
        required
        aria-describedby={fault ? 'logo-hint logo-fault' : 'logo-hint'}
      />
    </div>
  )
}

/** The logo that stands above e-mails and survey pages, with forms to change or remove it. */
export function LogoPage({ frame, logo, faults }: LogoProps) {
  return (
    <Layout frame={frame} title="Which picture stands for you?" current="settings" narrow>
      <p class="back">
        <a href={paths.settings}>Settings</a>
      </p>
      <h1>Which picture stands for you?</h1>
      <p class="lead">A logo stands above e-mails and survey pages. Without one, your name and colour do.</p>
      <FaultSummary faults={faults} />
      {logo && (
        <p class="logo">
          <img src={logo.path} width={logo.width} height={logo.height} alt={`The logo of ${frame.firmName}`} />
        </p>
      )}
      <form method="post" action={paths.logo} enctype="multipart/form-data">
        <PictureField label={logo ? 'Another picture' : 'Picture'} fault={faults[0]} />
        <Button>{logo ? 'Change the logo' : 'Show this logo'}</Button>
      </form>
      {logo && (
        <form method="post" action={paths.removeLogo}>
          <Button quiet>Show no logo</Button>
        </form>
      )}
    </Layout>
  )
}
