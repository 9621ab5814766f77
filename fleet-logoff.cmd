@echo off
rem Finds a JDK, builds when the program was never built or sources are newer, and runs Java.
setlocal EnableExtensions DisableDelayedExpansion
set "HOME_DIR=%~dp0"
set "DIST=%HOME_DIR%modules\cli\target\dist"
set "JDK="
for %%J in ("%FLEET_LOGOFF_JAVA_HOME%" "%JAVA_HOME%") do call :try "%%~J"
if not defined JDK for /f "delims=" %%J in ('where java 2^>nul') do call :try "%%~dpJ.."
if not defined JDK for /d %%J in ("%ProgramFiles%\Eclipse Adoptium\jdk-*" "%ProgramFiles%\Java\jdk-*" "%ProgramFiles%\Microsoft\jdk-*" "%ProgramFiles%\Zulu\zulu-*") do call :try "%%~J"
if not defined JDK (
  echo fleet-logoff: no JDK 25 or newer found; install one ^(for example Eclipse Temurin 25^) and set FLEET_LOGOFF_JAVA_HOME to its folder 1>&2
  exit /b 1
)
set "STALE="
if not exist "%DIST%\fleet-logoff.jar" set "STALE=1"
if not defined STALE if exist "%HOME_DIR%modules\cli\src" if not exist "%DIST%\lib\winrm4j\classpath" set "STALE=1"
if not defined STALE if exist "%HOME_DIR%modules\cli\src" call :newer
if defined STALE call :build || exit /b 1
set "AOT="
if exist "%DIST%\fleet-logoff.aot" set "AOT=-XX:AOTCache="%DIST%\fleet-logoff.aot""
"%JDK%\bin\java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:CICompilerCount=1 -XX:-UsePerfData -Xlog:disable -Xlog:all=error,aot*=off,cds*=off:stderr -Xss512k -Xmn32m -XX:MaxRAMPercentage=50 -Djdk.reflect.useNativeAccessorOnly=true %AOT% %FLEET_LOGOFF_JAVA_OPTIONS% -jar "%DIST%\fleet-logoff.jar" %*
exit /b %ERRORLEVEL%

:try
if defined JDK exit /b 0
if "%~1"=="" exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f tokens^=2^ delims^=.^" %%V in ('findstr /b JAVA_VERSION^= "%~1\release"') do if %%V GEQ 25 set "JDK=%~1"
exit /b 0

:newer
powershell -NoProfile -Command "$b=(Get-Item -LiteralPath ($env:DIST+'\fleet-logoff.aot')).LastWriteTimeUtc; if(Get-ChildItem -LiteralPath ($env:HOME_DIR+'modules') -Recurse -File -Include *.java,pom.xml,*.ps1,*.json,*.xml | Where-Object { $_.FullName -notmatch '\\target\\|\\src\\test\\' -and $_.LastWriteTimeUtc -gt $b } | Select-Object -First 1){exit 1}" >nul 2>&1
if errorlevel 1 set "STALE=1"
exit /b 0

:build
where mvn >nul 2>&1 || (
  echo fleet-logoff: the program is not built yet and Maven is not on the PATH; install Maven 3.8.7 or newer 1>&2
  exit /b 1
)
echo fleet-logoff: building ^(the first time takes a few minutes^) ... 1>&2
if not exist "%HOME_DIR%modules\cli\target" mkdir "%HOME_DIR%modules\cli\target"
pushd "%HOME_DIR%"
call mvn -B -q -Dmaven.test.skip=true -pl modules/cli -am package > "%HOME_DIR%modules\cli\target\build.log" 2>&1
set "RC=%ERRORLEVEL%"
popd
if not "%RC%"=="0" (
  echo fleet-logoff: the build failed; the whole log is modules\cli\target\build.log 1>&2
  exit /b 1
)
exit /b 0
