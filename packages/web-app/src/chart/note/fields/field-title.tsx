import type { TemplateField } from "@practicum/contracts/charting/template-content";

/** What a field asks for, and whether the signature needs it. */
export function FieldTitle({ field: { label, required, help, kind } }: { readonly field: TemplateField }) {
  return (
    <>
      {label}
      {required && (
        <span className="nf-required" title="Needed for the signature">
          {" "}
          <span aria-hidden>*</span>
          <span className="p-visually-hidden">(needed for the signature)</span>
        </span>
      )}
      {help !== "" && kind !== "score" && <small>{help}</small>}
    </>
  );
}
