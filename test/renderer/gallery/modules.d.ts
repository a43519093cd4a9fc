/** Style sheets as the bundler hands them over, for the tests that draw components. */
declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>;
  export default classes;
}
declare module '*.css';
