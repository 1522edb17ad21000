# SPDX-License-Identifier: GPL-3.0-or-later
# What is installed where, and how packages are made of it. What was tried and what was not: packaging/README.md.
set(WARDEN_APP_ID io.github.mqtt_warden.MqttWarden)
set(_warden_packaging "${PROJECT_SOURCE_DIR}/packaging")
set(_warden_icon "${PROJECT_SOURCE_DIR}/resources/icons/mqtt-warden.svg")

# The programs.
foreach(program mqtt-warden mqtt-wardenctl)
    if(TARGET ${program})
        install(TARGETS ${program} BUNDLE DESTINATION . RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
        if(UNIX AND NOT APPLE)
            # Everything that it loads is the system's: no search path of its own.
            set_target_properties(${program} PROPERTIES INSTALL_RPATH "")
        endif()
    endif()
endforeach()

# The icon in every size that a desktop, an installer or a disk image asks for.
if(EXISTS "${_warden_icon}")
    add_executable(warden_rendericon EXCLUDE_FROM_ALL "${_warden_packaging}/cmake/rendericon.cpp")
    set_target_properties(warden_rendericon PROPERTIES AUTOMOC OFF AUTOUIC OFF AUTORCC OFF)
    target_link_libraries(warden_rendericon PRIVATE Qt6::Gui Qt6::Svg)
    set(_warden_icons "")
    foreach(size 16 24 32 48 64 128 256 512)
        set(png "${CMAKE_BINARY_DIR}/icons/${size}.png")
        add_custom_command(OUTPUT "${png}" DEPENDS warden_rendericon "${_warden_icon}"
            COMMAND ${CMAKE_COMMAND} -E make_directory "${CMAKE_BINARY_DIR}/icons"
            COMMAND warden_rendericon "${_warden_icon}" ${size} "${png}" VERBATIM)
        list(APPEND _warden_icons "${png}")
        if(UNIX AND NOT APPLE)
            install(FILES "${png}" RENAME ${WARDEN_APP_ID}.png
                DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/${size}x${size}/apps)
        endif()
    endforeach()
    if(WIN32)
        set(ico "${CMAKE_BINARY_DIR}/icons/mqtt-warden.ico")
        add_custom_command(OUTPUT "${ico}" DEPENDS warden_rendericon "${_warden_icon}"
            COMMAND ${CMAKE_COMMAND} -E make_directory "${CMAKE_BINARY_DIR}/icons"
            COMMAND warden_rendericon "${_warden_icon}" 256 "${ico}" VERBATIM)
        list(APPEND _warden_icons "${ico}")
    endif()
    if(APPLE)
        set(icns "${CMAKE_BINARY_DIR}/icons/mqtt-warden.icns")
        add_custom_command(OUTPUT "${icns}" DEPENDS ${_warden_icons}
            COMMAND "${_warden_packaging}/macos/make-icns" "${CMAKE_BINARY_DIR}/icons" "${icns}" VERBATIM)
        list(APPEND _warden_icons "${icns}")
    endif()
    add_custom_target(warden_icons ALL DEPENDS ${_warden_icons})
endif()

if(UNIX AND NOT APPLE)
    install(FILES "${_warden_packaging}/linux/${WARDEN_APP_ID}.desktop" DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
    install(FILES "${_warden_packaging}/linux/${WARDEN_APP_ID}.metainfo.xml" DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
    install(FILES "${_warden_icon}" RENAME ${WARDEN_APP_ID}.svg
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
    install(FILES "${PROJECT_SOURCE_DIR}/README.md" DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/mqtt-warden)
    install(FILES "${_warden_packaging}/linux/copyright" DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/mqtt-warden)
    find_program(GZIP_PROGRAM gzip)
    if(GZIP_PROGRAM)
        # Debian wants manual pages and the change log compressed, and without a time stamp.
        function(_warden_compressed source name destination)
            set(packed "${CMAKE_BINARY_DIR}/packaging/${name}.gz")
            add_custom_command(OUTPUT "${packed}" DEPENDS "${source}"
                COMMAND ${CMAKE_COMMAND} -E make_directory "${CMAKE_BINARY_DIR}/packaging"
                COMMAND ${GZIP_PROGRAM} -9nc "${source}" > "${packed}" VERBATIM)
            install(FILES "${packed}" DESTINATION ${destination})
            set_property(GLOBAL APPEND PROPERTY WARDEN_COMPRESSED "${packed}")
        endfunction()
        _warden_compressed("${_warden_packaging}/linux/mqtt-warden.1" mqtt-warden.1 ${CMAKE_INSTALL_MANDIR}/man1)
        _warden_compressed("${_warden_packaging}/linux/mqtt-wardenctl.1" mqtt-wardenctl.1 ${CMAKE_INSTALL_MANDIR}/man1)
        _warden_compressed("${_warden_packaging}/linux/changelog.Debian" changelog.Debian
            ${CMAKE_INSTALL_DATADIR}/doc/mqtt-warden)
        _warden_compressed("${PROJECT_SOURCE_DIR}/CHANGELOG.md" changelog ${CMAKE_INSTALL_DATADIR}/doc/mqtt-warden)
        get_property(_warden_packed GLOBAL PROPERTY WARDEN_COMPRESSED)
        add_custom_target(warden_compressed ALL DEPENDS ${_warden_packed})
    endif()
endif()

if(TARGET mqtt-warden AND APPLE)
    set_target_properties(mqtt-warden PROPERTIES MACOSX_BUNDLE ON
        MACOSX_BUNDLE_BUNDLE_NAME "MQTT Warden"
        MACOSX_BUNDLE_GUI_IDENTIFIER io.github.mqtt-warden.MqttWarden
        MACOSX_BUNDLE_ICON_FILE mqtt-warden
        MACOSX_BUNDLE_SHORT_VERSION_STRING "${PROJECT_VERSION}"
        MACOSX_BUNDLE_BUNDLE_VERSION "${PROJECT_VERSION}"
        MACOSX_BUNDLE_INFO_PLIST "${_warden_packaging}/macos/Info.plist.in")
    add_dependencies(mqtt-warden warden_icons)
    install(FILES "${CMAKE_BINARY_DIR}/icons/mqtt-warden.icns" DESTINATION mqtt-warden.app/Contents/Resources)
endif()
if(TARGET mqtt-warden AND WIN32)
    set(WARDEN_ICO "${CMAKE_BINARY_DIR}/icons/mqtt-warden.ico")
    configure_file("${_warden_packaging}/windows/mqtt-warden.rc.in" "${CMAKE_BINARY_DIR}/packaging/mqtt-warden.rc" @ONLY)
    enable_language(RC)
    add_dependencies(mqtt-warden warden_icons)
    target_sources(mqtt-warden PRIVATE "${CMAKE_BINARY_DIR}/packaging/mqtt-warden.rc")
    target_link_options(mqtt-warden PRIVATE "$<$<CXX_COMPILER_ID:MSVC>:/MANIFEST:NO>")
endif()

# Windows and macOS have no Qt of their own: what the programs need goes in beside them.
if((WIN32 OR APPLE) AND TARGET mqtt-warden)
    if(Qt6_VERSION VERSION_GREATER_EQUAL 6.5)
        qt_generate_deploy_app_script(TARGET mqtt-warden OUTPUT_SCRIPT _warden_deploy NO_UNSUPPORTED_PLATFORM_ERROR)
    else()
        qt_generate_deploy_app_script(TARGET mqtt-warden FILENAME_VARIABLE _warden_deploy NO_UNSUPPORTED_PLATFORM_ERROR)
    endif()
    install(SCRIPT "${_warden_deploy}")
endif()

set(CPACK_PACKAGE_NAME mqtt-warden)
set(CPACK_PACKAGE_VENDOR "MQTT Warden")
set(CPACK_PACKAGE_CONTACT "MQTT Warden developers <mqtt-warden@users.noreply.github.com>")
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "console that makes an MQTT broker secure and keeps it so")
set(CPACK_PACKAGE_DESCRIPTION
"MQTT Warden connects to an MQTT broker over verified TLS, shows its state and
traffic live, and creates a secure Mosquitto broker with its own certificate
authority, certificates, users and roles. It explains in plain words what it
sees. A demo home with simulated devices is included, and a command line tool
for scripts and headless hosts.")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_PACKAGE_CHECKSUM SHA256)
set(CPACK_PACKAGE_INSTALL_DIRECTORY "MQTT Warden")
set(CPACK_PACKAGE_EXECUTABLES mqtt-warden "MQTT Warden")
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)

if(WIN32)
    set(CPACK_GENERATOR NSIS64 ZIP)
    set(CPACK_RESOURCE_FILE_LICENSE "${CMAKE_BINARY_DIR}/packaging/LICENSE.txt")
    configure_file("${PROJECT_SOURCE_DIR}/LICENSE" "${CPACK_RESOURCE_FILE_LICENSE}" COPYONLY)
    set(CPACK_NSIS_DISPLAY_NAME "MQTT Warden")
    set(CPACK_NSIS_PACKAGE_NAME "MQTT Warden")
    set(CPACK_NSIS_INSTALLED_ICON_NAME "bin\\mqtt-warden.exe")
    set(CPACK_NSIS_MUI_ICON "${CMAKE_BINARY_DIR}/icons/mqtt-warden.ico")
    set(CPACK_NSIS_MUI_UNIICON "${CMAKE_BINARY_DIR}/icons/mqtt-warden.ico")
    set(CPACK_NSIS_MUI_FINISHPAGE_RUN mqtt-warden.exe)
    set(CPACK_NSIS_ENABLE_UNINSTALL_BEFORE_INSTALL ON)
    set(CPACK_NSIS_MANIFEST_DPI_AWARE ON)
    set(CPACK_NSIS_URL_INFO_ABOUT "${PROJECT_HOMEPAGE_URL}")
    # The upgrade code never changes: by it a newer installer finds and replaces an older one.
    set(CPACK_WIX_UPGRADE_GUID 5F0C3C1E-7B7D-4D0A-9C55-2E1B6A0F8D43)
    set(CPACK_WIX_PRODUCT_ICON "${CMAKE_BINARY_DIR}/icons/mqtt-warden.ico")
    set(CPACK_WIX_PROPERTY_ARPURLINFOABOUT "${PROJECT_HOMEPAGE_URL}")
    set(CPACK_WIX_PROGRAM_MENU_FOLDER "MQTT Warden")
elseif(APPLE)
    set(CPACK_GENERATOR DragNDrop)
    set(CPACK_DMG_VOLUME_NAME "MQTT Warden ${PROJECT_VERSION}")
    set(CPACK_DMG_FORMAT UDZO)
    set(CPACK_RESOURCE_FILE_LICENSE "")
else()
    set(CPACK_GENERATOR DEB TGZ)
    set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
    set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
    set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
    set(CPACK_DEBIAN_PACKAGE_SECTION net)
    set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
    set(CPACK_DEBIAN_PACKAGE_HOMEPAGE "${PROJECT_HOMEPAGE_URL}")
    set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
    # Loaded at run time, so that no library dependency tells of them.
    set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6sql6-sqlite, libqt6svg6")
    set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "mosquitto, fonts-inter, fonts-jetbrains-mono, qt6-qpa-plugins")
    set(CPACK_STRIP_FILES ON)
    set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
        OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
    set(CPACK_RPM_PACKAGE_LICENSE GPL-3.0-or-later)
    set(CPACK_RPM_PACKAGE_GROUP Applications/Internet)
    set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
    set(CPACK_RPM_PACKAGE_REQUIRES "qt6-qtbase-gui, qt6-qtsvg")
    set(CPACK_RPM_PACKAGE_SUGGESTS "mosquitto, rsms-inter-fonts, jetbrains-mono-fonts")
    set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION /usr/share/applications /usr/share/metainfo /usr/share/man
        /usr/share/man/man1 /usr/share/icons /usr/share/icons/hicolor)
endif()
include(CPack)
