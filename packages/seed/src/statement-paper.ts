import { usualPaper, type BillingPaper } from "@practicum/contracts/billing/billing-paper";

/** A sun over three waves: 168 by 56, in two colors. */
const LOGO = [
  "iVBORw0KGgoAAAANSUhEUgAAAKgAAAA4AQMAAABT4yG0AAAABlBMVEULT4r///+XWfbZAAAA2UlEQVR42s2UwQ2EIBBFP+Hg",
  "0RK2FEpbSqMUS+DowcjO8M3KCAcTk8168Jk3RnTmI8rowF/ZHWFgM6aBXeAHNgIDC+Dd2V1s6Owm9nXTrmLnzmax0yO7iPU/",
  "s3cntLliATZ8tgDb5Sy0e4lNbCDlTa6TBQu15y0SR2CBlQO3QEmcloGWVn5/A9R88IYTqM9yxQI1YJqaFpBiKNFbsNdrh7pG",
  "vMIxDRaR8bSQd8iMTAtonANTfQIaMM+cnYDuB90QBsh6mopFjeeR0gZ1jQ6+2ZdfHDvvgud/jQ+bOnZ1S5HKYgAAAABJRU5E",
  "rkJggg==",
].join("");

/** What the demonstration practice's statements say of it: payments go to a lockbox, and can be made online. */
export const statementPaper: BillingPaper = {
  ...usualPaper,
  payTo: { line1: "PO Box 90210", line2: null, city: "San Diego", state: "CA", zip: "921690210" },
  phone: "6195550177",
  payUrl: "https://pay.missionbay.example",
  logo: LOGO,
  words: {
    en: {
      ...usualPaper.words.en,
      greeting: "Thank you for letting us care for you and your family.",
      howToPay: "Pay by check with the slip below, online, or by card at (619) 555-0177, weekdays 8 to 5.",
    },
    es: {
      ...usualPaper.words.es,
      greeting: "Gracias por dejarnos cuidar de usted y de su familia.",
      howToPay:
        "Pague con cheque y el talón de abajo, en línea, o con tarjeta al (619) 555-0177, de lunes a viernes de 8 a 5.",
    },
  },
};
