// The proposed words of the mask's free entries. They are stored as they stand here, in whatever language the screen is,
// because letters and other workstations show them.

export const SALUTATIONS = ['Frau', 'Herr', 'Familie'] as const;
export const ADDRESS_LABELS = ['Lieferung', 'Rechnung', 'Arbeit', 'Zweitwohnung', 'Pflegeheim'] as const;
export const MOBILE = 'mobil';
export const PHONE_LABELS = [MOBILE, 'privat', 'dienstlich', 'Fax', 'Angehörige'] as const;
