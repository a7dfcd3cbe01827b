/** Style sheets are imported for their effect; the bundler splits them with the page. */
declare module '*.css'
