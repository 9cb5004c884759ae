// The names of layouts: what the columns of a file mean.

const NAMES = {
    standard: 'Standard layout',
    shopify: 'Shopify export',
    woocommerce: 'WooCommerce export',
    magento: 'Magento export',
    'google-merchant': 'Google Merchant feed',
    bigcommerce: 'BigCommerce export',
    etsy: 'Etsy export',
    wix: 'Wix export',
    custom: 'Custom columns',
};

export const layoutName = (layout) => NAMES[layout] ?? layout;

/** Any other layout returns the file itself, with new URLs. */
export const isStandard = (layout) => layout === 'standard';
