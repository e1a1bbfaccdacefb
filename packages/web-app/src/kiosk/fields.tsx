import { useId, type HTMLAttributes, type InputHTMLAttributes, type ReactNode } from "react";

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange"> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is wrong, in the patient's language; undefined where nothing is. */
  readonly fault?: string | undefined;
}

/** A field for a finger: large, with its label above and what is wrong below. */
export function KioskField({ label, value, onChange, fault, ...rest }: Props) {
  const id = useId();
  return (
    <div className="k-field" data-fault={fault !== undefined || undefined}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        aria-invalid={fault !== undefined || undefined}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
        {...rest}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {fault !== undefined && (
        <p id={`${id}-fault`} className="k-fault">
          {fault}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly legend: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly children?: ReactNode;
}

/** One of a few, as large buttons; by keyboard it is a group of radio buttons. */
export function KioskChoice<T extends string>({ legend, options, value, onChange, children }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className="k-choice">
      <legend>{legend}</legend>
      {children}
      <div className="k-options">
        {options.map((option) => (
          <label key={option.value} data-chosen={value === option.value || undefined}>
            <input type="radio" name={name} checked={value === option.value} onChange={() => onChange(option.value)} />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** A message that needs attention. */
export function KioskNote({
  tone,
  children,
  ...rest
}: { readonly tone: "warn" | "danger" | "ok"; readonly children: ReactNode } & Pick<
  HTMLAttributes<HTMLDivElement>,
  "role"
>) {
  return (
    <div className="k-note" data-tone={tone} {...rest}>
      {children}
    </div>
  );
}
