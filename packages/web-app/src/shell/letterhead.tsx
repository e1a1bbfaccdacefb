import { formatPhone } from "@practicum/ui/format.ts";
import { useSession } from "../session/session-context.ts";

/** The practice at the head of a paper that leaves it: name, address, telephone and NPI; the tax id where a payer may ask for it. */
export function Letterhead({ taxId = false }: { readonly taxId?: boolean }) {
  const { practice } = useSession();
  const { billingAddress: address } = practice;
  return (
    <address className="w-letterhead">
      <b>{practice.name}</b>
      <span>
        {address.line1}, {address.city}, {address.state} {address.zip.slice(0, 5)}
      </span>
      <span>
        {formatPhone(practice.phone)} · NPI {practice.npi}
        {taxId ? ` · Tax ID ${practice.taxId}` : ""}
      </span>
    </address>
  );
}
